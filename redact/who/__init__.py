"""Who is who: mentions of people come together to people, each with a role and the evidence for it."""
