// A demo town: made once, and opened fresh from a copy for every file of journeys.
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createServer } from 'node:net';
import { sink } from './sink.mjs';

/// A port of this machine that nobody has.
const free = () => new Promise((resolve) => {
  const finder = createServer().listen(0, '127.0.0.1', () => {
    const { port } = finder.address();
    finder.close(() => resolve(port));
  });
});

/// Runs the program on a folder until it is closed: where it is open, and what the demo says one can try.
async function serve(program, folder, settings) {
  const server = spawn(program, ['demo', '--data', folder, '--listen', '127.0.0.1:0', '--lang', 'en'], {
    env: { ...process.env, MAPALUS_LOG: 'warn', ...settings },
  });
  const said = await new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      if (/copy \(\S+\)/.test(said)) resolve(said);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', (chunk) => process.stderr.write(chunk));
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`the program ended (${code}): ${said}`)));
    setTimeout(() => reject(new Error(`the program did not open in time: ${said}`)), 300_000).unref();
  });
  const close = () => new Promise((resolve) => {
    server.removeAllListeners('exit');
    server.on('exit', resolve);
    server.kill('SIGTERM');
  });
  const found = (pattern) => said.match(pattern)[1];
  return {
    base: found(/(https?:\/\/\S+?)\/? /), member: found(/member \((\S+)\)/), copy: found(/copy \((\S+)\)/),
    password: found(/meja \/ (\S+)/), close,
  };
}

/// Makes the town that all others are copies of.
export async function found(program, folder) {
  await (await serve(program, folder, {})).close();
}

/// Opens a copy of the town and of its keys, which lie beside it, with a mail server of its own and the port of an institution's sign-in it may ask.
export async function opened(program, founded, folder) {
  for (const part of ['', '-keys']) cpSync(founded + part, folder + part, { recursive: true });
  const [peer, mail] = [await free(), await sink()];
  const town = await serve(program, folder, {
    MAPALUS_PEERS: `["127.0.0.1:${peer}"]`, MAPALUS_MAIL_SERVER: `smtp+plain://127.0.0.1:${mail.port}`,
    MAPALUS_MAIL_FROM: 'Perpustakaan Tomohon <pustaka@tomohonkota.example>',
  });
  return { ...town, peer, letters: mail.letters };
}
