"""What a physical disk says of itself, in the words of smartmontools that the products pass on."""
