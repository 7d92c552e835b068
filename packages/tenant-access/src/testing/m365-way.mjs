/**
 * Loaded before the real CLI for Microsoft 365: what it sends to https://graph.microsoft.com goes to the practice cloud
 * at GRAPH, and nothing goes anywhere else.
 */
import http from 'node:http';
import https from 'node:https';

const practice = new URL(process.env.GRAPH);

https.request = (options, answered) => {
  if (options.hostname !== 'graph.microsoft.com') throw new Error(`Not to be asked here: ${options.hostname}`);
  const { agent: _, agents: __, ...kept } = options;
  return http.request(
    { ...kept, protocol: 'http:', hostname: practice.hostname, host: practice.host, port: practice.port },
    answered,
  );
};
