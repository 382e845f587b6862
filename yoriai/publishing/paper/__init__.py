"""What a released result becomes on paper and in Word. Pure: dataclasses in, bytes out; the labels stand in Japanese in the templates."""
