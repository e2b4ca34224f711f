declare module 'virtual:messages/*' {
  import type { Compiled } from './i18n/message'

  const messages: Record<string, Compiled>
  export default messages
}
