import { useState } from 'preact/hooks'
import type { BankDetails } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Field } from '../../ui/Field'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { whenSaid } from '../../ui/moments'
import { Notice } from '../../ui/Notice'
import type { ScreenProps } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import { keepsMoneyAt } from './place'
import './redeem.css'

/** The bank account of an organisation, or of the neighbourhood itself; each change asks for the passkey. */
export default function BankScreen({ params }: ScreenProps) {
  const own = params.org === undefined
  const mayChange = own || keepsMoneyAt(params.org ?? '')
  const path = own
    ? `/communities/${params.community}/bank-details`
    : `/organisations/${params.org}/bank-details`
  const details = useResource(path, (abort) => api.get<BankDetails>(path, abort))
  const [changing, setChanging] = useState(false)
  const [done, setDone] = useState('')
  const back = own ? `/settle/${params.community}` : `/redeem/${params.org}`
  const title = t(own ? 'redeem.details.own' : 'redeem.details.title')
  return (
    <Screen title={title} back={back}>
      {done && <Notice kind="success" title={done} />}
      <Loaded of={details}>
        {(found) =>
          found.last4 && !found.iban ? (
            <Hidden details={found} />
          ) : found.iban && !changing ? (
            <Shown details={found} own={own} onChange={mayChange ? () => setChanging(true) : undefined} />
          ) : !mayChange ? (
            <EmptyState picture="tower" text={t('redeem.details.empty')} />
          ) : (
            <Form
              path={path}
              own={own}
              onDone={async () => {
                const words = t(own ? 'redeem.details.savedOwn' : 'redeem.details.saved')
                announce(words)
                setDone(words)
                setChanging(false)
                await details.reload()
              }}
            />
          )
        }
      </Loaded>
    </Screen>
  )
}

function Hidden({ details }: { details: BankDetails }) {
  return (
    <Card>
      <p class="redeem-iban" dir="ltr">
        •••• {details.last4}
      </p>
      <p class="soft">{t('redeem.details.staff')}</p>
    </Card>
  )
}

type ShownProps = { details: BankDetails; own: boolean; onChange: (() => void) | undefined }

function Shown({ details, own, onChange }: ShownProps) {
  const before = details.history.slice(1)
  return (
    <>
      <Card>
        <p class="redeem-iban" dir="ltr">
          {inFours(details.iban ?? '')}
        </p>
        <p>
          <bdi>{details.holder}</bdi>
        </p>
        <p class="soft small">{t(own ? 'redeem.details.safeOwn' : 'redeem.details.safe')}</p>
        {onChange && (
          <Button look="quiet" onClick={onChange}>
            {t('redeem.details.change')}
          </Button>
        )}
      </Card>
      {before.length > 0 && (
        <Card title={t('redeem.details.history')}>
          <List label={t('redeem.details.history')}>
            {before.map(({ at, last4, by_name: name }) => (
              <Row
                key={at}
                title={t('redeem.bankEnds', { last4 })}
                text={t('redeem.details.setBy', { name, when: whenSaid(at) })}
              />
            ))}
          </List>
        </Card>
      )}
    </>
  )
}

type FormProps = { path: string; own: boolean; onDone: () => Promise<void> }

function Form({ path, own, onDone }: FormProps) {
  const [iban, setIban] = useState('')
  const [holder, setHolder] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useDoing()
  const missing = (value: string, words: string): string | undefined =>
    asked && value.trim() === '' ? words : undefined
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!iban.trim() || !holder.trim()) return
    if (await run('save', () => api.put(path, { iban, holder }))) await onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void save(event)}>
      <p class="soft">{t(own ? 'redeem.details.safeOwn' : 'redeem.details.safe')}</p>
      <Field
        label={t('redeem.details.iban')}
        hint={t('redeem.details.ibanHint')}
        value={iban}
        onInput={setIban}
        maxLength={50}
        autoComplete="off"
        code
        error={missing(iban, t('redeem.details.ibanMissing'))}
      />
      <Field
        label={t('redeem.details.holder')}
        hint={t('redeem.details.holderHint')}
        value={holder}
        onInput={setHolder}
        maxLength={140}
        autoComplete="off"
        error={missing(holder, t('redeem.details.holderMissing'))}
      />
      {error && <ErrorNotice trouble={error} />}
      <Button type="submit" busy={busy !== null}>
        {t('redeem.details.save')}
      </Button>
    </form>
  )
}

const inFours = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')
