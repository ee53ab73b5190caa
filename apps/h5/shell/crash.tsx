import { Button, useWords, WayHome } from '@grove/ui-h5'
import { Component, type ReactNode } from 'react'

interface Children {
  readonly children: ReactNode
}

/** A broken page says so and offers a refresh; after an update of the product its old chunks are gone, and a refresh is the cure too. */
export class Crash extends Component<Children, { readonly broken: boolean }> {
  constructor(props: Children) {
    super(props)
    this.state = { broken: false }
  }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useWords()
  const ws = location.pathname.split('/')[2] ?? ''
  return (
    <div className="h5-state" role="alert">
      <h1>{t('h5.crashed.title')}</h1>
      <p>{t('h5.crashed.hint')}</p>
      <Button onPress={() => location.reload()}>{t('h5.refresh')}</Button>
      <WayHome ws={ws} />
    </div>
  )
}
