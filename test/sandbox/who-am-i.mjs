// Asks, as any program would: default credential chain, then STS and one model call. Prints what came of it as JSON.
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const words = { messages: [{ role: 'user', content: [{ text: 'ping' }] }], modelId: 'eu.anthropic.claude-opus-5-5' };
const steps = {
  arn: async () => (await new STSClient({ maxAttempts: 1 }).send(new GetCallerIdentityCommand({}))).Arn,
  reply: async () => (await new BedrockRuntimeClient({ maxAttempts: 1 }).send(new ConverseCommand(words))).output.message.content[0].text,
};
const answer = {};
for (const step of process.argv.slice(2)) answer[step] = await steps[step]().catch((error) => `${error.name}: ${error.message}`);
console.log(JSON.stringify(answer));
