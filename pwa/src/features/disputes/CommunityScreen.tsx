import type { ScreenProps } from '../../ui/router'
import { DisputesScreen } from './DisputeRows'

/** Every complaint of a neighbourhood, for whoever decides. */
export default function CommunityScreen({ params }: ScreenProps) {
  const path = `/communities/${params.community}/disputes`
  return <DisputesScreen path={path} back="/desk" empty="disputes.emptyIssuer" names />
}
