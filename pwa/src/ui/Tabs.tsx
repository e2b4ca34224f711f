import './Tabs.css'

export type TabsProps<Name extends string> = {
  label: string
  tabs: { name: Name; label: string; count?: number }[]
  current: Name
  onChange: (name: Name) => void
}

/** A row of choices of which one is on; what it shows stands below it in the screen. */
export function Tabs<Name extends string>({ label, tabs, current, onChange }: TabsProps<Name>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="tabs" role="group" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          class="tab"
          aria-pressed={tab.name === current}
          onClick={() => onChange(tab.name)}
        >
          {tab.label}
          {tab.count ? <span class="tab-count">{tab.count}</span> : null}
        </button>
      ))}
    </div>
  )
}
