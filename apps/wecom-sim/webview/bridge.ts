/**
 * What the client puts into every page it opens, before the page's own scripts: its name, and the bridge the JS-SDK speaks over.
 * Runs in the page; everything else is asked of the simulator.
 */
export const bridge = `(() => {
  const agent = navigator.userAgent + ' wxwork/4.1.36 MicroMessenger/7.0.1'
  Object.defineProperty(navigator, 'userAgent', { get: () => agent })
  window.WeixinJSBridge = {
    on() {},
    invoke(name, params, done) {
      fetch('/__wecom/invoke', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, params, url: location.href.split('#')[0] }),
      })
        .then((answer) => answer.json())
        .then(done, () => done({ err_msg: name + ':fail' }))
    },
  }
})()
`
