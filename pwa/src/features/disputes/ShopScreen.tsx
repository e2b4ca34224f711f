import type { ScreenProps } from '../../ui/router'
import { DisputesScreen } from './DisputeRows'

/** The complaints about a shop's payments. */
export default function ShopScreen({ params }: ScreenProps) {
  const path = `/organisations/${params.org}/disputes`
  return <DisputesScreen path={path} back="/desk" empty="disputes.emptyShop" />
}
