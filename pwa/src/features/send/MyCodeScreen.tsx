import { useEffect } from 'preact/hooks'
import { buildRequestLink } from '../../core/links'
import { useResource } from '../../data/resource'
import { hat, me } from '../../data/session'
import { t } from '../../i18n'
import { allowSound } from '../../ui/chime'
import { ErrorNotice } from '../../ui/ErrorNotice'
import { QrCode } from '../../ui/QrCode'
import { Screen } from '../../ui/Screen'
import { myCode } from './making'
import { Paid } from './Paid'
import { Share } from './Share'
import { useReceived } from './use-received'
import './send.css'

/** "Pay me": whoever scans this can send coins to this person, also in another week. */
export default function MyCodeScreen() {
  const worn = hat.value
  const code = useResource(worn?.community.id ?? '', async () => (worn ? myCode(worn) : undefined))
  const { receipt, putAside } = useReceived(worn?.community.id ?? '')
  useEffect(allowSound, [])
  if (worn && receipt) return <Paid receipt={receipt} unit={worn.community.currency} onDone={putAside} />
  const link = code.data && buildRequestLink(location.origin, code.data)
  return (
    <Screen title={t('send.code.title')} quietTitle back="/send" deep>
      <p class="send-code-name">
        <bdi>{me.value?.person.display_name}</bdi>
      </p>
      <p class="centre">{t('send.code.text')}</p>
      {code.error && <ErrorNotice trouble={code.error} onAgain={() => void code.reload()} />}
      <div class="send-code">{link && <QrCode text={link} mode="auto" label={t('send.code.label')} />}</div>
      {link && (
        <Share url={link} title={t('send.code.share', { name: me.value?.person.display_name ?? '' })} />
      )}
      <p class="centre small">{t('send.code.waits')}</p>
    </Screen>
  )
}
