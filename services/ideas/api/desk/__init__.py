"""The desk over HTTP. For those who moderate."""
