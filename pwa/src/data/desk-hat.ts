import { type Hat, hat, hats } from './session'

/** The desk's hat in a neighbourhood: issuer before treasurer, else the one that is on. */
export function deskHat(communityId: string): Hat | null {
  const here = hats.value.filter(({ community }) => community.id === communityId)
  if (hat.value && here.includes(hat.value) && isDesk(hat.value)) return hat.value
  return here.find(({ kind }) => kind === 'issuer') ?? here.find(isDesk) ?? hat.value
}

const isDesk = ({ kind }: Hat): boolean => kind === 'issuer' || kind === 'treasurer'
