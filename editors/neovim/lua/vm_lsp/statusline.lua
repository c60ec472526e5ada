--- A part for the statusline: how the session of a buffer fares.

local client = require("vm_lsp.client")
local config = require("vm_lsp.config")
local sessions = require("vm_lsp.sessions")
local trust = require("vm_lsp.trust")

local M = {}

---@param server vim.lsp.Client
---@param bufnr integer
---@return string state, vm_lsp.Session?
local function state(server, bufnr)
  if not trust.given(server) then
    return "untrusted", nil
  end
  local session = sessions.of(server.id, bufnr)
  return session and session.status or "cold", session
end

--- Return the session's state in a few characters, or nothing where no server serves the buffer.
---@param bufnr? integer the current buffer, which in a 'statusline' is that of the window drawn
---@return string
function M.text(bufnr)
  bufnr = bufnr or vim.api.nvim_get_current_buf()
  local server = client.attached(bufnr)
  if not server then
    return ""
  end
  local name, session = state(server, bufnr)
  local options = config.get().statusline
  local words = options.text and name or ""
  if session and name == "busy" then
    words = ("%s %d s"):format(words, math.floor((vim.uv.now() - session.since) / 1000))
  end
  return vim.trim(("%s %s"):format(options.icons[name] or "", words))
end

return M
