import { useState } from 'preact/hooks'
import type { Helper, HelperList, HelperOffer } from '../../data/api-types'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import { type Resource, useResource } from '../../data/resource'
import { hat } from '../../data/session'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { Icon } from '../../ui/Icon'
import { Card, List, Row } from '../../ui/List'
import { Loaded } from '../../ui/Loaded'
import { momentSaid, whenSaid } from '../../ui/moments'
import { Screen } from '../../ui/Screen'
import { ShareLink } from '../../ui/ShareLink'
import { Sheet } from '../../ui/Sheet'
import { type Deed, Deeds } from './Deeds'
import { Events } from './Events'
import './rescue.css'

/** Who helps when a phone is gone, and whom one helps. */
export default function HelpersScreen() {
  const community = hat.value?.community.id ?? ''
  const path = `/communities/${community}/helpers`
  const found = useResource(path, (abort) => api.get<HelperList>(path, abort))
  const [offer, setOffer] = useState<HelperOffer | null>(null)
  const { busy, error, run } = useDoing()
  const ask = (): void =>
    void run('offer', async () => setOffer(await api.post<HelperOffer>(path))).then(found.reload)
  const most = found.data?.most ?? 0
  const full = found.data !== undefined && found.data.helpers.length >= most
  return (
    <Screen
      title={t('rescue.helpers.title')}
      back="/me"
      action={
        found.data &&
        !full && (
          <Button icon="plus" busy={busy !== null} onClick={ask}>
            {t('rescue.helpers.add')}
          </Button>
        )
      }
    >
      <p class="soft">{t('rescue.helpers.lead')}</p>
      {error && <ErrorNotice trouble={error} />}
      <Loaded of={found}>{(data) => <Lists data={data} full={full} found={found} />}</Loaded>
      <Sheet
        open={offer !== null}
        title={t('rescue.helpers.add')}
        onClose={() => {
          setOffer(null)
          void found.reload()
        }}
      >
        {offer && (
          <>
            <p>{t('rescue.helpers.scan')}</p>
            <ShareLink url={offer.url} title={t('rescue.helpers.share')} />
            <p class="soft small centre">
              {t('rescue.helpers.offeredText', { when: momentSaid(offer.expires_at) })}
            </p>
          </>
        )}
      </Sheet>
    </Screen>
  )
}

type ListsProps = { data: HelperList; full: boolean; found: Resource<HelperList> }

function Lists({ data, full, found }: ListsProps) {
  const [deed, setDeed] = useState<Deed | null>(null)
  const end = (helper: Helper): void => setDeed({ kind: helper.name ? 'end' : 'withdraw', helper })
  return (
    <>
      {data.helping.length > 0 && (
        <section class="stack-tight">
          <h2>{t('rescue.helpers.theirs')}</h2>
          {data.helping.map((one) => (
            <Helped
              key={one.id}
              helper={one}
              onBlock={() => setDeed({ kind: 'block', helper: one })}
              onEnd={() => end(one)}
            />
          ))}
          <Button look="quiet" href={`/back-in/${hat.value?.community.id}`}>
            {t('rescue.back.entry')}
          </Button>
        </section>
      )}
      <section class="stack-tight">
        <h2>{t('rescue.helpers.mine')}</h2>
        {data.helpers.length === 0 ? (
          <EmptyState picture="gables" text={t('rescue.helpers.none')} />
        ) : (
          <List label={t('rescue.helpers.mine')}>
            {data.helpers.map((one) => (
              <HelperRow key={one.id} helper={one} onEnd={() => end(one)} />
            ))}
          </List>
        )}
        {full && <p class="soft small">{t('rescue.helpers.full', { most: data.most })}</p>}
      </section>
      <Events events={data.events} />
      <Deeds deed={deed} onClose={() => setDeed(null)} onDone={() => void found.reload()} />
    </>
  )
}

type RowProps = { helper: Helper; onEnd: () => void }

function HelperRow({ helper, onEnd }: RowProps) {
  const { name, since, offer_ends_at } = helper
  const said = offer_ends_at
    ? t('rescue.helpers.offeredText', { when: momentSaid(offer_ends_at) })
    : t('rescue.helpers.since', { when: whenSaid(since ?? '') })
  return (
    <Row
      start={<Icon name="heart" />}
      title={name ?? t('rescue.helpers.offered')}
      text={said}
      end={
        <Button look="plain" fit onClick={onEnd} label={`${t('rescue.helpers.end')} ${name ?? ''}`}>
          {t('rescue.helpers.end')}
        </Button>
      }
    />
  )
}

/** Somebody whom one helps: what one can do for them when it matters. */
function Helped({ helper, onBlock, onEnd }: RowProps & { onBlock: () => void }) {
  const { name, since } = helper
  return (
    <Card title={name ?? ''}>
      <p class="soft small">{t('rescue.helpers.since', { when: whenSaid(since ?? '') })}</p>
      <div class="rescue-deeds">
        <Button look="danger" fit onClick={onBlock} label={`${t('rescue.helpers.block')} ${name}`}>
          {t('rescue.helpers.block')}
        </Button>
        <Button look="plain" fit onClick={onEnd} label={`${t('rescue.helpers.end')} ${name}`}>
          {t('rescue.helpers.end')}
        </Button>
      </div>
    </Card>
  )
}
