"""The investment programme on pages: its table and filters, its timeline, the plan beside it, and sites to copy from."""
