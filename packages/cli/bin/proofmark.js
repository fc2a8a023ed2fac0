#!/usr/bin/env node
// The command line is part of the one bundle that the actions share.
import '../../../actions/dist/proofmark.js';
