# {{SUMMARY}}
# Written by lode policy. ARNs are filled in for the partition and the account in which it is applied, where none was named.

{{DATA}}{{POLICIES}}
