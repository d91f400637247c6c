"""The one table widget and the painter of its rows."""
