#!/usr/bin/env node
null.x
