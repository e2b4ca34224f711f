import { useState } from 'preact/hooks'
import type { HelperList, OfferLook } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { useResource } from '../../data/resource'
import { t } from '../../i18n'
import { announce } from '../../ui/announce'
import { Button } from '../../ui/Button'
import { Coin } from '../../ui/Coin'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Loaded } from '../../ui/Loaded'
import { navigate } from '../../ui/router'
import { Screen } from '../../ui/Screen'
import './rescue.css'

/** Somebody asks to be helped; the token stands in the fragment of the link. */
export default function HelperScreen() {
  const [token] = useState(() => location.hash.slice(1))
  return (
    <Screen title={t('rescue.helper.title')} back="/me">
      {token ? (
        <Asked token={token} />
      ) : (
        <EmptyState picture="gate" text={t('errors.helper_offer_gone.next')} />
      )}
    </Screen>
  )
}

function Asked({ token }: { token: string }) {
  const look = useResource(token, () => api.post<OfferLook>('/helper-offers/look', { token }))
  const { busy, error, run } = useDoing()
  const accept = async (name: string): Promise<void> => {
    if (!(await run('accept', () => api.post<HelperList>('/helper-offers/accept', { token })))) return
    announce(t('rescue.helper.done', { name }))
    navigate('/helpers', { replace: true })
  }
  return (
    <Loaded of={look}>
      {({ community, member_name: name }) => (
        <>
          <div class="rescue-hero">
            <Coin name={community.name} size={96} />
            <p class="rescue-big">{t('rescue.helper.asks', { name })}</p>
          </div>
          <p>{t('rescue.helper.text', { name })}</p>
          {error && <ErrorNotice trouble={error} />}
          <Button icon="heart" busy={busy !== null} onClick={() => void accept(name)}>
            {t('rescue.helper.accept')}
          </Button>
        </>
      )}
    </Loaded>
  )
}
