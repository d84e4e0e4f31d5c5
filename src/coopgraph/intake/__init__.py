"""Any way a curator writes, to tables and record trees."""
