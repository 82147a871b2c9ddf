import { onTestFinished } from 'vitest';
import { Client, type StartOptions } from './server';

/** A client with a server in this process. It ends with the test. */
export async function start(options?: StartOptions): Promise<Client> {
  return endingWithTest(await Client.inMemory(options));
}

/** A client with a server in a separate process. It ends with the test. */
export async function startProcess(options?: StartOptions): Promise<Client> {
  return endingWithTest(await Client.start(options));
}

function endingWithTest(client: Client): Client {
  onTestFinished(() => client.kill());
  return client;
}
