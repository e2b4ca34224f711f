import { cardText, showCardNumber } from '../../core/card-code'
import { t as said, type Translate } from '../../i18n'
import { Coin } from '../../ui/Coin'
import { QrCode } from '../../ui/QrCode'
import './card-face.css'

type Props = { name: string; number: string; community: string; t?: Translate }

/** The card itself, of the size of a bank card: its code, whose it is, its number, the community's seal. */
export function CardFace({ name, number, community, t = said }: Props) {
  return (
    <article class="card-face">
      <div class="card-face-code">
        <QrCode text={cardText(number)} level="Q" label={t('cards.qr')} />
      </div>
      <div class="card-face-side">
        <p class="card-face-place">
          <bdi>{community}</bdi>
        </p>
        <p class="card-face-name" data-long={name.length > 14}>
          <bdi>{name}</bdi>
        </p>
        <p class="card-face-how">{t('cards.paper.pin')}</p>
      </div>
      <footer class="card-face-foot">
        <p class="card-face-number" dir="ltr">
          {showCardNumber(number)}
        </p>
        <Coin name={community} />
      </footer>
    </article>
  )
}
