"""What is said to people who chat: text with marks where it quotes, in their language."""
