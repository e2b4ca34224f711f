import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../data/client'
import { useDoing } from '../../data/doing'
import type { Task, TaskCode } from '../../data/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { List, Row } from '../../ui/List'
import { whenSaid } from '../../ui/moments'
import { Sheet } from '../../ui/Sheet'
import { type Layout, printPath } from './print/print-path'

type Props = {
  task: Task
  codes: TaskCode[]
  open: boolean
  onChange: () => void
  children?: ComponentChildren
}

/** The signed codes of a task: which hang good, which were withdrawn. */
export function Codes({ task, codes, open, onChange, children }: Props) {
  const [chosen, setChosen] = useState<TaskCode | null>(null)
  const [ending, setEnding] = useState<TaskCode | null>(null)
  if (codes.length === 0) return open ? <p class="soft">{t('coordinate.code.none')}</p> : null
  return (
    <section class="stack-tight">
      <h2>{t('coordinate.code.title')}</h2>
      <List label={t('coordinate.code.title')}>
        {codes.map((code) => (
          <CodeRow key={code.id} code={code} stopped={!open} onOpen={setChosen} />
        ))}
      </List>
      {children}
      <CodeSheet
        code={chosen}
        taskId={task.id}
        onClose={() => setChosen(null)}
        onEnd={(code) => {
          setChosen(null)
          setEnding(code)
        }}
      />
      <EndCode code={ending} onClose={() => setEnding(null)} onEnded={onChange} />
    </section>
  )
}

type RowProps = { code: TaskCode; stopped: boolean; onOpen: (code: TaskCode) => void }

function CodeRow({ code, stopped, onOpen }: RowProps) {
  const good = code.status === 'good' && !stopped
  return (
    <Row
      title={
        <span class="code-text" dir="ltr">
          {code.text}
        </span>
      }
      text={
        <>
          {code.kind !== 'poster' && `${kindSaid(code.kind)} · `}
          {t('coordinate.code.by', { name: code.signed_by, when: whenSaid(code.created_at) })}
        </>
      }
      end={
        <span class={good ? 'code-good' : 'code-ended'}>
          {t(good ? 'coordinate.code.good' : 'coordinate.code.ended')}
        </span>
      }
      onClick={good ? () => onOpen(code) : undefined}
    />
  )
}

const kindSaid = (kind: TaskCode['kind']): string =>
  t(kind === 'check-out' ? 'presence.code.out' : 'presence.code.in')

type SheetProps = {
  code: TaskCode | null
  taskId: string
  onClose: () => void
  onEnd: (code: TaskCode) => void
}

function CodeSheet({ code, taskId, onClose, onEnd }: SheetProps) {
  const path = (layout: Layout): string => printPath([{ id: code?.id ?? '', taskId }], layout)
  return (
    <Sheet open={code !== null} title={code?.text ?? ''} onClose={onClose}>
      <Button icon="print" href={path('poster')}>
        {t('coordinate.code.print')}
      </Button>
      <Button look="quiet" icon="print" href={path('sheet')}>
        {t('coordinate.code.printSheet')}
      </Button>
      <Button look="danger" onClick={() => code && onEnd(code)}>
        {t('coordinate.code.end')}
      </Button>
    </Sheet>
  )
}

type EndProps = { code: TaskCode | null; onClose: () => void; onEnded: () => void }

function EndCode({ code, onClose, onEnded }: EndProps) {
  const { busy, error, run } = useDoing()
  const end = async (): Promise<void> => {
    if (!code || !(await run('end', () => api.post(`/task-codes/${code.id}/withdraw`)))) return
    onClose()
    onEnded()
  }
  return (
    <Confirm
      open={code !== null}
      title={t('coordinate.code.endTitle', { code: code?.text ?? '' })}
      text={t('coordinate.code.endText')}
      action={t('coordinate.code.end')}
      busy={busy !== null}
      trouble={error}
      onConfirm={() => void end()}
      onClose={onClose}
    />
  )
}
