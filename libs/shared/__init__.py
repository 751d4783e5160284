"""What every part of Commonpurse shares: the kernel, the published language of events, the platform they run on."""
