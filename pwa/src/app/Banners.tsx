import { online } from '../data/client'
import { clockIsWrong } from '../data/clock'
import { hat } from '../data/session'
import { t } from '../i18n'
import { Icon, type IconName } from '../ui/Icon'
import { install, installLater, installWay } from './install'
import { useNewVersion, waitingVersion } from './updates'

/** Things about the app itself, one at a time, the most pressing first. */
export function Banners() {
  if (!online.value) return <Banner icon="offline" text={t('shell.offline.banner')} />
  if (clockIsWrong.value) return <Banner icon="warning" text={t('shell.clock.wrong')} />
  if (waitingVersion.value)
    return (
      <Banner
        icon="turn"
        text={t('shell.update.question')}
        yes={t('shell.update.refresh')}
        onYes={useNewVersion}
        no={t('shell.update.later')}
        onNo={() => {
          waitingVersion.value = null
        }}
      />
    )
  if (hat.value && installWay.value) return <InstallBanner ask={installWay.value === 'ask'} />
  return null
}

function InstallBanner({ ask }: { ask: boolean }) {
  return (
    <Banner
      icon="phone"
      text={ask ? t('shell.install.question') : t('shell.install.ios')}
      yes={ask ? t('shell.install.install') : undefined}
      onYes={() => void install()}
      no={t('shell.install.later')}
      onNo={installLater}
    />
  )
}

type BannerProps = {
  icon: IconName
  text: string
  yes?: string | undefined
  onYes?: () => void
  no?: string
  onNo?: () => void
}

function Banner({ icon, text, yes, onYes, no, onNo }: BannerProps) {
  return (
    <div class="banner no-print" role="status">
      <Icon name={icon} size={20} />
      <p>{text}</p>
      <div class="banner-answers">
        {yes && (
          <button type="button" class="banner-answer strong" onClick={onYes}>
            {yes}
          </button>
        )}
        {no && (
          <button type="button" class="banner-answer" onClick={onNo}>
            {no}
          </button>
        )}
      </div>
    </div>
  )
}
