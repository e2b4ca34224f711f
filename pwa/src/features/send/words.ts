export { LONGEST_WORDS } from '../../core/payment-request'
