"""What botocore's own chain makes of a profile; a code for MFA comes from MFA_CODE instead of a terminal."""
import json
import os

import botocore.session

session = botocore.session.Session(profile=os.environ['AWS_PROFILE'])
provider = session.get_component('credential_provider').get_provider('assume-role')
provider._prompter = lambda _question: os.environ['MFA_CODE']
try:
    arn = session.create_client('sts').get_caller_identity()['Arn']
    print(json.dumps({'arn': arn}))
except Exception as error:
    print(json.dumps({'error': type(error).__name__, 'message': str(error)}))
