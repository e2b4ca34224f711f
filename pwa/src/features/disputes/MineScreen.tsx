import { DisputesScreen } from './DisputeRows'

/** What the person said about payments, and how it stands. */
export default function MineScreen() {
  return <DisputesScreen path="/me/disputes" back="/me" empty="disputes.empty" names />
}
