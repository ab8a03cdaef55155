"""What the judges of the HTTP service share.

stage     the vault, its people and the server in front of it
wire      HTTP/1.1 over bare sockets, so that nothing is tidied up on the way
checks    what passed and what failed
proxy     a connection that breaks: cut, reset, stalled, slowed, repeated
resuming  a client of the resumable-upload draft that does not give up
"""
