/** Ground and text of the paid screen; the order is part of the protocol, because both phones choose by number. */
export const PAID_COLOURS = [
  { ground: '#7cc8a1', text: '#11201f' },
  { ground: '#1f4fb8', text: '#ffffff' },
  { ground: '#f6c945', text: '#11201f' },
  { ground: '#5b2a86', text: '#ffffff' },
  { ground: '#f58f7c', text: '#11201f' },
  { ground: '#12403f', text: '#ffffff' },
  { ground: '#8cc8f5', text: '#11201f' },
  { ground: '#9e2b25', text: '#ffffff' },
  { ground: '#cbb2f0', text: '#11201f' },
  { ground: '#2e3640', text: '#ffffff' },
  { ground: '#f0e2c4', text: '#11201f' },
  { ground: '#6b3f1d', text: '#ffffff' },
] as const
