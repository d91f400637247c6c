"""Where everything is put together: window, command line, recorder."""
