import { Button, useWords } from '@grove/ui-h5'
import { Component, type ReactNode } from 'react'

/** A broken page says so and offers a refresh; after an update of the product its old chunks are gone, and a refresh is the cure too. */
export class Crash extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useWords()
  return (
    <div className="h5-state" role="alert">
      <strong>{t('h5.crashed.title')}</strong>
      <p>{t('h5.crashed.hint')}</p>
      <Button onPress={() => location.reload()}>{t('h5.refresh')}</Button>
    </div>
  )
}
