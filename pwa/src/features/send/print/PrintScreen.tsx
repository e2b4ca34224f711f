import { useEffect } from 'preact/hooks'
import type { Community, RequestDetail } from '../../../data/api-types'
import { api } from '../../../data/client'
import { useResource } from '../../../data/resource'
import { hats } from '../../../data/session'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { Loaded } from '../../../ui/Loaded'
import { type ScreenProps, search, setSearch } from '../../../ui/router'
import { Screen } from '../../../ui/Screen'
import { Tabs } from '../../../ui/Tabs'
import { RequestPage } from './RequestPage'
import { loadVoices } from './voices'
import './print.css'

type Layout = 'a4' | 'a5'

/** A request on paper: one large page for an invoice or a wall, or two small ones for tables. */
export default function PrintScreen({ params }: ScreenProps) {
  const layout: Layout = search.value.get('layout') === 'a5' ? 'a5' : 'a4'
  const path = `/payment-requests/${params.id}`
  const found = useResource(path, async (abort) => {
    const detail = await api.get<RequestDetail>(path, abort)
    const { languages } = await api.get<Community>(`/communities/${detail.request.community_id}`, abort)
    return { ...detail, voices: await loadVoices(languages) }
  })
  const request = found.data?.request
  const worn = hats.value.find((one) => one.organisation?.id === request?.organisation_id)
  useWholePage()
  const action = request && (
    <div class="no-print">
      <Button icon="print" onClick={() => print()}>
        {t('send.print.now')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('send.print.title')} back={`/request/${params.id}`} action={action} wide>
      <Loaded of={found}>
        {({ voices }) => (
          <>
            <div class="request-tools no-print">
              <Tabs<Layout>
                label={t('send.print.title')}
                tabs={[
                  { name: 'a4', label: t('send.print.a4') },
                  { name: 'a5', label: t('send.print.a5') },
                ]}
                current={layout}
                onChange={(name) => setSearch({ layout: name })}
              />
            </div>
            <div class="request-pages" data-layout={layout}>
              {request && worn && (
                <div class={`request-sheet request-sheet-${layout}`}>
                  <RequestPage request={request} worn={worn} voices={voices} />
                  {layout === 'a5' && <RequestPage request={request} worn={worn} voices={voices} />}
                </div>
              )}
            </div>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

/** Lets the pages alone decide what comes out of the printer, while this screen is open. */
function useWholePage(): void {
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('prints-requests')
    return () => classList.remove('prints-requests')
  }, [])
}
