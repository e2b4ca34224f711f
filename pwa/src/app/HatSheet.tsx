import { type Hat, hat, hats, homeOf, wearHat } from '../data/session'
import { t } from '../i18n'
import { Coin } from '../ui/Coin'
import { Icon } from '../ui/Icon'
import { List, Row } from '../ui/List'
import { navigate } from '../ui/router'
import { Sheet } from '../ui/Sheet'

/** The choice between a person's roles: the same person may be a resident and stand behind a till. */
export function HatSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const wear = (next: Hat): void => {
    wearHat(next.key)
    onClose()
    navigate(homeOf(next))
  }
  return (
    <Sheet open={open} title={t('shell.hat.title')} onClose={onClose}>
      <List>
        {hats.value.map((one) => (
          <Row
            key={one.key}
            start={<Coin name={one.community.name} size={40} />}
            title={one.organisation?.name ?? one.community.name}
            text={t(`shell.hat.${one.kind}`)}
            end={one.key === hat.value?.key ? <Icon name="check" /> : undefined}
            onClick={() => wear(one)}
          />
        ))}
      </List>
    </Sheet>
  )
}
