// Tries every way out of a page that a browser has, towards what nobody may reach and what robots.txt forbids.
const all = ['http://127.0.0.2:@private@/', 'https://127.0.0.2:@private@/', 'http://[::1]:@private6@/',
  'http://2130706434:@private@/', 'http://localhost:@private@/', 'http://169.254.169.254/', '/private/x', '/hop',
  '/hop-private', 'https://@tls_good@/hop', 'https://@tls_good@/private/x', 'https://@tls_good@/hop-private'];
const part = 3 * Number(location.pathname.slice(-1)), targets = all.slice(part, part + 3);  // all at once is a storm
const tried = f => { try { const p = f(); if (p && p.catch) p.catch(() => 0) } catch (e) {} };
const put = (tag, more) => tried(() => document.body.append(Object.assign(document.createElement(tag), more)));
for (const u of targets) {
  const w = new URL(u, location).href.replace(/^http/, 'ws'), h = new URL(u, location).host;
  tried(() => fetch(u));
  tried(() => fetch(u, {mode: 'no-cors'}));
  tried(() => fetch(u, {method: 'POST', body: 'x'}));
  tried(() => fetchLater(u));
  tried(() => { const x = new XMLHttpRequest(); x.open('GET', u); x.send() });
  tried(() => navigator.sendBeacon(u, 'x'));
  tried(() => new EventSource(u));
  tried(() => new WebSocket(w));
  tried(() => new WebSocketStream(w));
  tried(() => new WebTransport(u));
  tried(() => new Worker(u));
  tried(() => new Worker(URL.createObjectURL(new Blob([`fetch('${u}'); new WebSocket('${w}')`]))));
  tried(() => new SharedWorker(u));
  tried(() => navigator.serviceWorker.register(u));
  tried(() => CSS.paintWorklet.addModule(u));
  tried(() => import(u));
  tried(() => window.open(u));
  tried(() => new Image().src = u);
  tried(() => new Audio(u).play());
  tried(() => new FontFace('f', `url(${u})`).load());
  for (const tag of ['iframe', 'img', 'script', 'video', 'audio', 'embed', 'source', 'track', 'fencedframe'])
    put(tag, {src: u});
  put('object', {data: u});
  put('input', {type: 'image', src: u});
  for (const rel of ['stylesheet', 'preload', 'prefetch', 'preconnect', 'dns-prefetch', 'modulepreload', 'prerender',
    'icon', 'manifest', 'search', 'next']) put('link', {rel, href: u, as: 'fetch'});
  put('style', {textContent: `@import '${u}'; p { background: url(${u}) } @font-face { font-family: f; src: url(${u}) }`});
  const rule = [{source: 'list', urls: [u]}];
  put('script', {type: 'speculationrules', textContent: JSON.stringify({prefetch: rule, prerender: rule})});
  const inside = `fetch('${u}'); new WebSocket('${w}')`;
  put('iframe', {srcdoc: `<script>${inside}<\/script><meta http-equiv=refresh content="0;${u}">`});
  tried(() => {
    const form = Object.assign(document.createElement('form'), {action: u, method: 'POST', target: 'x'});
    document.body.append(form);
    form.submit();
  });
  tried(() => {
    const link = Object.assign(document.createElement('a'), {href: u, ping: u, download: 'x'});
    document.body.append(link);
    link.click();
  });
  tried(() => {
    const turn = kind => ({urls: `turn:${h}?transport=${kind}`, username: 'a', credential: 'b'});
    const call = new RTCPeerConnection({iceServers: [{urls: `stun:${h}`}, turn('udp'), turn('tcp')]});
    call.createDataChannel('x');
    return call.createOffer().then(offer => call.setLocalDescription(offer));
  });
}
