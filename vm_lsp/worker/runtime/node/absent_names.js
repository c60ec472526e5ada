/** The names of the functions and classes in modules of Node's that a session has not (Node 20, `Object.keys`). */
(vm) => {
  'use strict';
  const { record } = vm.primordials;

  return record({
    fs:
      'appendFile appendFileSync access accessSync chown chownSync chmod chmodSync close closeSync copyFile ' +
      'copyFileSync cp cpSync createReadStream createWriteStream exists existsSync fchown fchownSync fchmod ' +
      'fchmodSync fdatasync fdatasyncSync fstat fstatSync fsync fsyncSync ftruncate ftruncateSync futimes ' +
      'futimesSync lchown lchownSync link linkSync lstat lstatSync lutimes lutimesSync mkdir mkdirSync mkdtemp ' +
      'mkdtempSync open openSync openAsBlob readdir readdirSync read readSync readv readvSync readFile ' +
      'readFileSync readlink readlinkSync realpath realpathSync rename renameSync rm rmSync rmdir rmdirSync ' +
      'stat statfs statSync statfsSync symlink symlinkSync truncate truncateSync unwatchFile unlink unlinkSync ' +
      'utimes utimesSync watch watchFile writeFile writeFileSync write writeSync writev writevSync Dirent Stats ' +
      'ReadStream WriteStream FileReadStream FileWriteStream Dir opendir opendirSync',
    'fs/promises':
      'access copyFile cp open opendir rename truncate rm rmdir mkdir readdir readlink symlink lstat stat ' +
      'statfs link unlink chmod lchmod lchown chown utimes lutimes realpath mkdtemp writeFile appendFile ' +
      'readFile watch',
    stream:
      'isDestroyed isDisturbed isErrored isReadable isWritable Readable Writable Duplex Transform PassThrough ' +
      'duplexPair pipeline addAbortSignal finished destroy compose setDefaultHighWaterMark ' +
      'getDefaultHighWaterMark Stream',
    'stream/promises': 'finished pipeline',
    http:
      'Agent ClientRequest IncomingMessage OutgoingMessage Server ServerResponse createServer ' +
      'validateHeaderName validateHeaderValue get request setMaxIdleHTTPParsers',
    https: 'Agent Server createServer get request',
    net:
      'BlockList SocketAddress connect createConnection createServer isIP isIPv4 isIPv6 Server Socket Stream ' +
      'getDefaultAutoSelectFamily setDefaultAutoSelectFamily getDefaultAutoSelectFamilyAttemptTimeout ' +
      'setDefaultAutoSelectFamilyAttemptTimeout',
    tls:
      'getCiphers convertALPNProtocols checkServerIdentity createSecureContext SecureContext TLSSocket Server ' +
      'createServer connect createSecurePair',
    dns:
      'lookup lookupService Resolver getDefaultResultOrder setDefaultResultOrder setServers getServers resolve ' +
      'resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr ' +
      'resolveSoa resolveSrv resolveTxt reverse',
    child_process: 'ChildProcess exec execFile execFileSync execSync fork spawn spawnSync',
    worker_threads:
      'MessagePort MessageChannel markAsUntransferable moveMessagePortToContext receiveMessageOnPort ' +
      'postMessageToThread Worker BroadcastChannel setEnvironmentData getEnvironmentData',
    zlib:
      'crc32 Deflate Inflate Gzip Gunzip DeflateRaw InflateRaw Unzip BrotliCompress BrotliDecompress deflate ' +
      'deflateSync gzip gzipSync deflateRaw deflateRawSync unzip unzipSync inflate inflateSync gunzip ' +
      'gunzipSync inflateRaw inflateRawSync brotliCompress brotliCompressSync brotliDecompress ' +
      'brotliDecompressSync createDeflate createInflate createDeflateRaw createInflateRaw createGzip ' +
      'createGunzip createUnzip createBrotliCompress createBrotliDecompress',
    async_hooks: 'AsyncLocalStorage createHook executionAsyncId triggerAsyncId executionAsyncResource AsyncResource',
    readline: 'Interface clearLine clearScreenDown createInterface cursorTo emitKeypressEvents moveCursor',
    v8:
      'cachedDataVersionTag getHeapSnapshot getHeapStatistics getHeapSpaceStatistics getHeapCodeStatistics ' +
      'setFlagsFromString Serializer Deserializer DefaultSerializer DefaultDeserializer deserialize ' +
      'takeCoverage stopCoverage serialize writeHeapSnapshot queryObjects setHeapSnapshotNearHeapLimit ' +
      'GCProfiler',
    cluster: 'Worker setupPrimary setupMaster fork disconnect',
    dgram: 'createSocket Socket',
    http2:
      'connect createServer createSecureServer getDefaultSettings getPackedSettings getUnpackedSettings ' +
      'performServerHandshake Http2ServerRequest Http2ServerResponse',
    inspector: 'open close url waitForDebugger Session',
    diagnostics_channel: 'channel hasSubscribers subscribe tracingChannel unsubscribe Channel',
  });
}
