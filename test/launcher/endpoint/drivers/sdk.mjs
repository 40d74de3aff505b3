// What an assistant with the AWS SDK for JavaScript does: asks its default chain (or `fromHttp` alone) for credentials and prints them.
import { fromHttp, fromNodeProviderChain } from '@aws-sdk/credential-providers';

const provider = process.argv[2] === 'http' ? fromHttp() : fromNodeProviderChain();
try {
  const { accessKeyId, sessionToken, expiration } = await provider();
  process.stdout.write(`${JSON.stringify({ accessKeyId, hasToken: sessionToken !== '', expiration })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ name: error.name, message: error.message, Code: error.Code, Message: error.Message })}\n`);
}
