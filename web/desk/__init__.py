"""The data desk: what its pages are made of. The views ask these modules and hand the answers to templates."""
