import { useOwnNews } from '@grove/live/phone'
import {
  Badge,
  Button,
  Card,
  Empty,
  LanguageSwitch,
  Page,
  Pages,
  Sheet,
  TextField,
  useProblemText,
  useSend,
  useToast,
  useWords,
  useWorkspace,
} from '@grove/ui-h5'
import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { giveAddress, myPrizes, type Prize } from '../../contract/index.ts'
import './prizes.css'

/** /m/:ws/prizes — what I won, how to get it, where it is. */
export default function PrizesPage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const [to, setTo] = useState<Prize>()
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((n) => n + 1), [])
  useOwnNews(ws, ['reward'], again)
  return (
    <Page title={t('reward.mine')} onBack={() => go(`/${ws}`)} actions={<LanguageSwitch />}>
      <Pages
        route={myPrizes}
        input={{ ws, limit: 30 }}
        fresh={turn}
        empty={<Empty title={t('reward.mine_empty')} hint={t('reward.mine_hint')} />}
      >
        {(one) => <PrizeCard prize={one} onAddress={() => setTo(one)} onOver={again} />}
      </Pages>
      {to && (
        <AddressSheet
          prize={to}
          onClose={() => setTo(undefined)}
          onDone={() => {
            setTo(undefined)
            again()
          }}
        />
      )}
    </Page>
  )
}

interface PrizeCardProps {
  readonly prize: Prize
  readonly onAddress: () => void
  /** Its time is over. */
  readonly onOver: () => void
}

function PrizeCard({ prize, onAddress, onOver }: PrizeCardProps) {
  const { t, f } = useWords()
  const open = prize.state === 'issued' || prize.state === 'ready'
  useMoment(prize.state === 'issued' ? prize.expiresAt : null, onOver)
  const stateKey = prize.kind === 'goods' && prize.state === 'issued' ? 'no_address' : prize.state
  return (
    <Card>
      <div className={open ? 'prize' : 'prize prize-over'}>
        <header>
          <strong>{prize.reward}</strong>
          <Badge tone={open ? 'official' : 'plain'}>{t(`reward.prize_state.${stateKey}`)}</Badge>
        </header>
        <p className="prize-note">
          {prize.why} · <span className="prize-at">{f.dateTime(prize.issuedAt)}</span>
        </p>
        {prize.description && <p>{prize.description}</p>}
        {prize.kind === 'points' && <p className="prize-code">+{f.number(prize.points)}</p>}
        {prize.code && (
          <p className="prize-code" aria-label={t('reward.code')}>
            {prize.code}
          </p>
        )}
        {prize.code && open && <p className="prize-note">{t(prize.kind === 'codes' ? 'reward.code_use' : 'reward.code_show')}</p>}
        {prize.expiresAt && prize.state === 'issued' && (
          <p className="prize-note">{t('reward.until', { at: f.dateTime(prize.expiresAt) })}</p>
        )}
        {prize.address && (
          <p className="prize-note">
            {prize.address.name} {prize.address.phone}
            <br />
            {prize.address.address}
          </p>
        )}
        {prize.state === 'shipped' && (
          <p className="prize-note">
            {prize.carrier} {prize.tracking}
          </p>
        )}
        {prize.kind === 'goods' && open && (
          <Button kind={prize.address ? 'plain' : 'primary'} wide onPress={onAddress}>
            {t(prize.address ? 'reward.address_change' : 'reward.address_give')}
          </Button>
        )}
      </div>
    </Card>
  )
}

/** Longest wait that a browser's timer knows. */
const LONGEST_MS = 2 ** 31 - 1

/** Calls when this moment comes while the page is open. */
function useMoment(at: Date | string | null, onCome: () => void): void {
  const moment = at === null ? null : new Date(at).getTime()
  useEffect(() => {
    const wait = moment === null ? 0 : moment - Date.now()
    if (wait <= 0 || wait > LONGEST_MS) return undefined
    const timer = setTimeout(onCome, wait + 500)
    return () => clearTimeout(timer)
  }, [moment, onCome])
}

function AddressSheet(props: { readonly prize: Prize; readonly onClose: () => void; readonly onDone: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const toast = useToast()
  const words = useProblemText()
  const save = useSend(giveAddress)
  const [form, setForm] = useState(props.prize.address ?? { name: '', phone: '', address: '' })
  const [tried, setTried] = useState(false)
  const wrong = {
    name: form.name.trim() === '',
    phone: !/^\+?[\d -]{6,20}$/.test(form.phone.trim()),
    address: form.address.trim().length < 5,
  }
  const submit = async () => {
    setTried(true)
    if (wrong.name || wrong.phone || wrong.address) return
    if (!(await save.send({ ws, id: props.prize.id, ...form }))) return
    toast(t('reward.address_kept'))
    props.onDone()
  }
  const field = (name: 'name' | 'phone' | 'address') => ({
    label: t(`reward.address.${name}`),
    value: form[name],
    onChange: (value: string) => setForm({ ...form, [name]: value }),
    required: true,
    ...(tried && wrong[name] ? { problem: t(`reward.address_wrong.${name}`) } : {}),
  })
  return (
    <Sheet title={t('reward.address_give')} onClose={props.onClose}>
      <div className="prize-form">
        <TextField {...field('name')} maxLength={40} autoComplete="name" />
        <TextField {...field('phone')} maxLength={20} kind="tel" autoComplete="tel" />
        <TextField {...field('address')} maxLength={200} lines={3} autoComplete="street-address" />
        <p className="prize-note">{t('reward.address_hint')}</p>
        {save.problem && <p className="h5-problem">{words(save.problem)}</p>}
        <Button kind="primary" wide busy={save.busy} onPress={() => void submit()}>
          {t('reward.address_save')}
        </Button>
      </div>
    </Sheet>
  )
}
