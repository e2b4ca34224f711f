import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import type { ExampleRole, Server } from '../../data/types'
import { hasMessage, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon, type IconName } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { Screen } from '../../ui/Screen'
import { Skeleton } from '../../ui/Skeleton'
import { LanguageRow } from './LanguageRow'
import { stepInto } from './step-in'
import { tryOrigin } from './try/hosts'

const ICONS: Record<string, IconName> = {
  resident: 'person',
  shop: 'till',
  coordinator: 'tasks',
  issuer: 'budget',
  issuer2: 'budget',
  treasurer: 'account',
  treasurer2: 'account',
}

/** The example neighbourhood: step into a role with one tap, or see three phones at once. */
export function ExampleRoles({ server }: { server: Server }) {
  const example = useResource('example', (abort) => api.get<{ roles: ExampleRole[] }>('/example', abort))
  const name = server.communities[0]?.name ?? t('shell.app')
  return (
    <Screen title={t('start.example.title', { name })} quietTitle wide>
      <LanguageRow />
      <header class="example-head">
        <Coin name={name} size={112} />
        <div class="stack-tight">
          <p class="example-title" aria-hidden="true">
            {t('start.example.title', { name })}
          </p>
          <p>{t('start.what')}</p>
          <p class="soft">{t('start.example.text')}</p>
        </div>
      </header>
      <div class="example-try">
        <Button href={`${tryOrigin()}/try`} icon="phone">
          {t('start.example.try')}
        </Button>
        <p class="soft small centre">{t('start.example.tryText')}</p>
      </div>
      <section class="stack">
        <h2>{t('start.example.roles')}</h2>
        <Loaded of={example} skeleton={<Skeleton shape="rows" count={5} />}>
          {({ roles }) => <Roles roles={roles} />}
        </Loaded>
      </section>
      <p class="centre">
        <a href="/sign-in">{t('start.example.signIn')}</a>
      </p>
      {server.communities[0] && (
        <p class="centre">
          <a href={`/c/${server.communities[0].slug}`}>{t('start.public')}</a>
        </p>
      )}
    </Screen>
  )
}

function Roles({ roles }: { roles: ExampleRole[] }) {
  const { busy, error, run } = useDoing()
  return (
    <>
      {error && <ErrorNotice trouble={error} />}
      <ul class="roles">
        {roles.map((role) => (
          <li key={role.key} class="role">
            <button
              type="button"
              class="role-step"
              aria-busy={busy === role.key || undefined}
              onClick={() => void run(role.key, () => stepInto(role.key))}
            >
              <span class="role-icon">
                <Icon name={ICONS[role.key] ?? 'hat'} size={28} />
              </span>
              <span class="role-words">
                <span class="role-name">{roleName(role)}</span>
                <span class="soft small">
                  <bdi>{role.display_name}</bdi> · <bdi>{role.what}</bdi>
                </span>
                <span class="small">{roleDoes(role)}</span>
              </span>
              <Icon name="forward" size={20} />
            </button>
            <a class="role-link small" href={role.enrol_url}>
              {t('start.example.passkey')}
              <span class="seen-by-ear"> {roleName(role)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function roleName({ key }: ExampleRole): string {
  const message = `start.role.${key}.name`
  return hasMessage(message) ? t(message) : key
}

function roleDoes({ key }: ExampleRole): string {
  const message = `start.role.${key}.does`
  return hasMessage(message) ? t(message) : ''
}
