// A program of somebody else: prints the credentials that the AWS SDK finds for a profile.
import { fromIni } from '@aws-sdk/credential-providers';

const { accessKeyId } = await fromIni({ profile: process.argv[2] })();
process.stdout.write(JSON.stringify({ AccessKeyId: accessKeyId }));
