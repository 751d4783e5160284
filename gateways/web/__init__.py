"""The pages for residents and staff: server-rendered, whole without JavaScript, in English and German."""
