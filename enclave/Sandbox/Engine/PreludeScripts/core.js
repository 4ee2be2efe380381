// What every run has: nsl, console, timers, and what is taken away or made the run's own. It runs before the function does, and keeps
// what it needs of the language for itself, so that a function that changes Promise or JSON changes them for itself alone.
(function (host, env, features) {
  const { stringify } = JSON;
  const { freeze, defineProperty } = Object;
  const OwnPromise = Promise;
  const OwnError = Error;
  const then = Promise.prototype.then;
  const apply = Reflect.apply;
  const resolved = Promise.resolve.bind(Promise);

  // What would tell of the machine rather than of the run, or make a second world without this one's rules.
  for (const name of ['Atomics', 'FinalizationRegistry', 'Intl', 'ShadowRealm', 'SharedArrayBuffer', 'Temporal', 'WeakRef', 'eval']) {
    delete globalThis[name];
  }

  const define = (target, name, value) => defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  define(Math, 'random', host.random);

  const amounts = (key, value) => (typeof value === 'bigint' ? `${value}` : value);
  const call = (name, argument, replacer) => new OwnPromise((resolve, reject) => {
    host.call(name, stringify(argument, replacer), (value, code, message) => {
      if (code === undefined) {
        resolve(value);
        return;
      }

      const error = new OwnError(message);
      error.code = code;
      reject(error);
    });
  });
  const asked = (name) => (argument = {}) => call(name, argument, amounts);
  const named = (name, member, other) => (value, rest) => call(name, typeof value === 'object' && value !== null ? value : { ...rest, [member]: value, ...other }, amounts);

  const parts = {
    secrets: () => ({ get: (name) => call('secrets.get', { name }) }),
    chain: () => ({
      height: (network) => call('chain.height', { network }),
      getBalance: asked('chain.getBalance'),
      invokeRead: asked('chain.invokeRead'),
      getTransaction: named('chain.getTransaction', 'hash'),
    }),
    wallet: () => ({
      address: named('wallet.address', 'wallet'),
      getBalance: asked('wallet.getBalance'),
      transfer: asked('wallet.transfer'),
      invoke: asked('wallet.invoke'),
      signMessage: asked('wallet.signMessage'),
    }),
    price: () => ({ latest: named('price.latest', 'symbol') }),
  };
  const nsl = {
    env: freeze(env),
    storage: freeze({
      get: (key) => call('storage.get', { key }),
      put: (key, value) => call('storage.put', { key, value }),
      delete: (key) => call('storage.delete', { key }),
      list: (options) => call('storage.list', { ...options }),
    }),
  };
  for (const name of features) {
    if (name in parts) {
      nsl[name] = freeze(parts[name]());
    }
  }

  defineProperty(globalThis, 'nsl', { value: freeze(nsl), writable: false, configurable: false, enumerable: false });

  const console = {};
  for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
    define(console, level, (...values) => { host.log(level, ...values); });
  }

  const callable = (callback) => {
    if (typeof callback !== 'function') {
      throw new TypeError('A timer takes a function.');
    }
  };
  const setTimeout = (callback, milliseconds, ...values) => {
    callable(callback);
    return host.start(+milliseconds, () => { callback(...values); });
  };
  const intervals = new Map();
  const setInterval = (callback, milliseconds, ...values) => {
    callable(callback);
    let first = 0;
    const again = () => {
      intervals.set(first, host.start(+milliseconds, () => {
        again();
        callback(...values);
      }));
    };
    first = host.start(+milliseconds, () => {
      again();
      callback(...values);
    });
    intervals.set(first, first);
    return first;
  };
  const clear = (timer) => {
    host.stop(intervals.get(timer) ?? timer);
    intervals.delete(timer);
  };
  define(globalThis, 'console', console);
  define(globalThis, 'setTimeout', setTimeout);
  define(globalThis, 'setInterval', setInterval);
  define(globalThis, 'clearTimeout', clear);
  define(globalThis, 'clearInterval', clear);
  define(globalThis, 'queueMicrotask', (callback) => {
    callable(callback);
    apply(then, resolved(), [() => { callback(); }]);
  });
  define(globalThis, 'performance', freeze({ now: host.elapsed }));
  define(globalThis, 'atob', (text) => host.atob(`${text}`));
  define(globalThis, 'btoa', (text) => host.btoa(`${text}`));

  return {
    call,
    follow: (value, fulfilled, rejected) => { apply(then, resolved(value), [fulfilled, rejected]); },
  };
})
