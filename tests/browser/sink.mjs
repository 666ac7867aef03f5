// A mail server that takes every letter and keeps it, independent of the program.
import { createServer } from 'node:net';

/// Opens it on a port of its own; `letters` fills with what came, as `{ to, raw }`.
export async function sink() {
  const letters = [];
  const server = createServer((socket) => {
    let rest = '', data = null, to = '';
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line === '.') { letters.push({ to, raw: data }); data = null; say('250 Queued'); } else data += `${line.replace(/^\./, '')}\r\n`;
        } else if (/^EHLO/i.test(line)) { socket.write('250-sink.example\r\n250 8BITMIME\r\n');
        } else if (/^RCPT TO:/i.test(line)) { to = line.slice(8).trim(); say('250 OK');
        } else if (/^DATA/i.test(line)) { data = ''; say('354 Go on');
        } else if (/^QUIT/i.test(line)) { say('221 Bye'); socket.end();
        } else say('250 OK');
      }
    });
    say('220 sink.example ESMTP');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { port: server.address().port, letters };
}
