/** Small line drawings for controls, 24 by 24, drawn with the colour of the text around them. */
const SHAPES = {
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  erase: 'M9 6h10a2 2 0 012 2v8a2 2 0 01-2 2H9l-6-6zM11.5 9.5l5 5M16.5 9.5l-5 5',
  coin: 'M12 3a9 9 0 100 18 9 9 0 000-18zM8 14c1.3 1 2.7 1 4 0s2.7-1 4 0M8.5 11V9h2v2M11 11V7.500h2V11M13.5 11V9h2v2',
  tasks: 'M9 6h11M9 12h11M9 18h11M3.5 6l1 1 2-2.200M3.5 12l1 1 2-2.200M3.5 18l1 1 2-2.2',
  scan: 'M4 8V5.500A1.5 1.5 0 015.5 4H8M16 4h2.500A1.5 1.5 0 0120 5.500V8M20 16v2.500a1.5 1.5 0 01-1.5 1.500H16M8 20H5.500A1.5 1.5 0 014 18.500V16M4 12h16',
  person: 'M12 4a4 4 0 110 8 4 4 0 010-8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.500s6.7 1.9 7.5 5.5',
  till: 'M4 10h16v9a1 1 0 01-1 1H5a1 1 0 01-1-1zM6 10l1.5-5.500h9L18 10M8 14h2M14 14h2M8 17h2M14 17h2',
  today:
    'M5 5.500h14a1 1 0 011 1V19a1 1 0 01-1 1H5a1 1 0 01-1-1V6.500a1 1 0 011-1zM4 10h16M8 3.500v4M16 3.500v4M9 15l2 2 4-4',
  account:
    'M4 8.500a2 2 0 012-2h11a2 2 0 012 2v9a2 2 0 01-2 2H6a2 2 0 01-2-2zM4 8.500V6a2 2 0 012-2h9M15 12.500h5v3h-5a1.5 1.5 0 010-3z',
  queue: 'M12 4a8 8 0 100 16 8 8 0 000-16zM12 8v4.500l3 2',
  budget: 'M5 20V10M12 20V4M19 20v-7',
  organisations: 'M4 20V9l8-5 8 5v11M4 20h16M9 20v-5h6v5M9 11h.010M15 11h.01',
  rules: 'M5 7h9M18 7h1M5 12h2M11 12h8M5 17h9M18 17h1M16 5v4M9 10v4M16 15v4',
  settings: 'M5 7h9M18 7h1M5 12h2M11 12h8M5 17h9M18 17h1M16 5v4M9 10v4M16 15v4',
  torch: 'M8 3h8v4l-2 3v10a1 1 0 01-1 1h-2a1 1 0 01-1-1V10L8 7zM8 7h8M12 12.500v2',
  turn: 'M4 12a8 8 0 0113.7-5.600L20 8.500M20 4v4.500h-4.500M20 12a8 8 0 01-13.7 5.600L4 15.500M4 20v-4.500h4.5',
  keyboard:
    'M4 6.500h16a1 1 0 011 1v9a1 1 0 01-1 1H4a1 1 0 01-1-1v-9a1 1 0 011-1zM7 10h.010M10.3 10h.010M13.7 10h.010M17 10h.010M8 14h8',
  print: 'M7 9V4h10v5M7 17H5a1 1 0 01-1-1v-6a1 1 0 011-1h14a1 1 0 011 1v6a1 1 0 01-1 1h-2M7 14h10v6H7z',
  share: 'M12 15V4M8 7.500L12 4l4 3.500M6 12v7a1 1 0 001 1h10a1 1 0 001-1v-7',
  copy: 'M9 9h10a1 1 0 011 1v10a1 1 0 01-1 1H9a1 1 0 01-1-1V10a1 1 0 011-1zM5 15H4a1 1 0 01-1-1V4a1 1 0 011-1h10a1 1 0 011 1v1',
  trash: 'M4 7h16M10 4h4M6 7l1 13h10l1-13M10 11v5M14 11v5',
  key: 'M8 11a4 4 0 100 8 4 4 0 000-8zM11 12.500L19.5 4M16 7.500l2.5 2.500M13.5 10l2 2',
  phone: 'M8 3h8a1 1 0 011 1v16a1 1 0 01-1 1H8a1 1 0 01-1-1V4a1 1 0 011-1zM11 18h2',
  bell: 'M6 16V11a6 6 0 0112 0v5l1.5 2h-15zM10 20.500h4',
  mute: 'M4 10v4h3l4 3.500v-11L7 10zM15 9.500l5 5M20 9.500l-5 5',
  sound: 'M4 10v4h3l4 3.500v-11L7 10zM15 9a4 4 0 010 6M17.5 6.500a7.5 7.5 0 010 11',
  offline:
    'M4 4l16 16M8.5 16a5 5 0 017 0M5 12.500a10 10 0 013.5-2.300M19 12.500a10 10 0 00-6-2.900M12 19.500h.010M2.5 9a14 14 0 014-2.500M21.5 9A14 14 0 0011 5',
  warning: 'M12 4l9 16H3zM12 10v4.500M12 17.500h.01',
  info: 'M12 3.500a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5.500M12 7.500h.01',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.500L20 20',
  hat: 'M3 17h18M6 17V9a6 6 0 0112 0v8M6 13h12',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  moon: 'M20 14.500A8.5 8.5 0 019.5 4a8.5 8.5 0 1010.5 10.500z',
  letters: 'M3 18L8 6l5 12M4.7 14h6.600M15 18l3-7.5 3 7.500M16 15.500h4',
  globe:
    'M12 3.500a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM3.5 12h17M12 3.500c2.5 2.5 3.5 5.3 3.5 8.500s-1 6-3.5 8.500c-2.5-2.5-3.5-5.3-3.5-8.500s1-6 3.5-8.500z',
  place:
    'M12 21s7-6.2 7-11.500A7 7 0 005 9.500C5 14.8 12 21 12 21zM12 7.200a2.5 2.5 0 100 5 2.5 2.5 0 000-5z',
  people:
    'M9 5a3.5 3.5 0 110 7 3.5 3.5 0 010-7zM2.5 19c.6-3 3.1-4.7 6.5-4.700s5.9 1.7 6.5 4.700M15.5 5.300a3.5 3.5 0 010 6.400M18 14.800c2 .7 3.2 2.1 3.5 4.2',
  refund: 'M4 10h10a5.5 5.5 0 010 11H9M8 5.500L4 10l4 4.5',
  download: 'M12 4v11M8 11.500l4 3.5 4-3.500M5 19.500h14',
} as const

export type IconName = keyof typeof SHAPES
export const iconNames = Object.keys(SHAPES) as IconName[]

/** An icon beside words; it says nothing to a screen reader by itself. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
