# What a tool with botocore does: asks its default chain for credentials and prints them.
import json
import botocore.session

found = botocore.session.Session().get_credentials()
try:
    frozen = found.get_frozen_credentials()
    print(json.dumps({"method": found.method, "accessKeyId": frozen.access_key, "hasToken": bool(frozen.token)}))
except Exception as error:
    print(json.dumps({"error": str(error)}))
