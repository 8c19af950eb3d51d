"""The shell: content pages, blocks, components, slots and the standard pages."""
