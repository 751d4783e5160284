"""The rules of counting, a file each with what it counts on."""
