--- The server's configuration, for `vim.lsp.enable("vm_lsp")` (Neovim 0.11 and later).
--- Change it with `vim.lsp.config("vm_lsp", { … })` or with |vm_lsp.setup()|, which Neovim 0.10 needs.

local config = require("vm_lsp.config")
local control = require("vm_lsp.control")
local hints = require("vm_lsp.hints")
local run = require("vm_lsp.run")
local server = require("vm_lsp.server")
local sessions = require("vm_lsp.sessions")

local options = config.get()

---@type vim.lsp.Config
return {
  name = "vm_lsp",
  cmd = server.command(),
  filetypes = options.filetypes,
  root_markers = server.root_markers(),
  capabilities = { experimental = { vmLsp = { executionEvents = true, sessionStatus = true } } },
  settings = { vmLsp = options.settings },
  before_init = server.before_init,
  on_init = server.on_init,
  on_exit = server.on_exit,
  handlers = {
    ["vm/sessionStatus"] = sessions.on_status,
    ["vm/executionEvents"] = require("vm_lsp.events").on_events,
    ["workspace/inlayHint/refresh"] = hints.on_refresh,
  },
  -- What lenses and code actions ask for runs as our own commands do.
  commands = {
    ["vm.executeSelection"] = run.from_lens,
    ["vm.runFile"] = run.from_lens,
    ["vm.history.rerun"] = run.from_lens,
    ["vm.interrupt"] = control.from_lens,
    ["vm.value.show"] = require("vm_lsp.value").from_action,
  },
}
