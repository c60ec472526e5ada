--- Health of the JavaScript buffers: which server serves each, or why none does, and whether it may run code.

local client = require("vm_lsp.client")
local config = require("vm_lsp.config")
local look = require("vm_lsp.history.look")
local missing = require("vm_lsp.missing")
local trust = require("vm_lsp.trust")

local M = {}

local health = vim.health

---@return integer[]
local function javascript_buffers()
  return vim.tbl_filter(function(bufnr)
    local wanted = vim.list_contains(config.get().filetypes, vim.bo[bufnr].filetype)
    return wanted and vim.bo[bufnr].buftype == "" and vim.api.nvim_buf_is_loaded(bufnr)
  end, vim.api.nvim_list_bufs())
end

---@param bufnr integer
---@return string
local function name_of(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  return name == "" and ("Buffer %d"):format(bufnr) or vim.fn.fnamemodify(name, ":~:.")
end

--- Return the clients of a buffer that are vm-lsp, whatever a configuration calls them.
---@param bufnr integer
---@return vim.lsp.Client[]
local function servers_of(bufnr)
  return vim.tbl_filter(function(one)
    local command = one.config.cmd
    local program = type(command) == "table" and vim.fs.basename(command[1] or "") or ""
    return one.name == client.NAME or program == "vm-lsp"
  end, vim.lsp.get_clients({ bufnr = bufnr }))
end

---@return boolean whether a server starts when JavaScript is opened
local function starts_by_itself()
  if vim.fn.exists("#vm_lsp.start") == 1 then
    return true
  elseif vim.lsp.is_enabled then
    return vim.lsp.is_enabled(client.NAME)
  end
  return vim.lsp._enabled_configs ~= nil and vim.lsp._enabled_configs[client.NAME] ~= nil -- 0.11
end

---@return string
local function how_to_start()
  return vim.lsp.enable and '`vim.lsp.enable("vm_lsp")`' or '`require("vm_lsp").setup()`'
end

---@param bufnr integer
local function tell_unserved(bufnr)
  local obstacle = missing.obstacle(bufnr)
  if obstacle then
    health.error(("%s has no server"):format(name_of(bufnr)), obstacle)
  elseif starts_by_itself() then
    health.warn(("%s has no server"):format(name_of(bufnr)), "`:edit` starts one; `:LspLog` tells why one ended.")
  else
    local advice = ("Put %s into your init.lua; until then the first `:VmRun` starts one."):format(how_to_start())
    health.warn(("%s has no server: vm_lsp is not enabled"):format(name_of(bufnr)), advice)
  end
end

---@param bufnr integer
local function check_buffer(bufnr)
  local servers = servers_of(bufnr)
  if #servers == 0 then
    return tell_unserved(bufnr)
  elseif #servers > 1 then
    local names = vim.tbl_map(function(one)
      return ("%s (%d)"):format(one.name, one.id)
    end, servers)
    return health.error(
      ("%s has %d servers: %s"):format(name_of(bufnr), #servers, table.concat(names, ", ")),
      "Start vm-lsp in one place only: `vim.lsp.enable('vm_lsp')`, `setup()`, or a configuration of your own."
    )
  end
  local root = servers[1].root_dir
  local where = root and "in the workspace " .. look.file(vim.uri_from_fname(root)) or "without a workspace"
  health.ok(("%s is served, %s"):format(name_of(bufnr), where))
end

local function check_trust()
  for _, one in ipairs(vim.lsp.get_clients({ name = client.NAME })) do
    local file = trust.file(one.root_dir)
    if not trust.given(one) then
      health.warn(
        ("%s is not trusted, so nothing runs in its workspace"):format(look.file(vim.uri_from_fname(assert(file)))),
        "Read it, then `:VmTrust` in a buffer of that workspace."
      )
    elseif file then
      health.ok(("%s is trusted"):format(look.file(vim.uri_from_fname(file))))
    end
  end
end

function M.check()
  health.start("JavaScript buffers")
  local buffers = javascript_buffers()
  if #buffers == 0 then
    health.info("None is open. Open one and look again: its server is then looked at too.")
  end
  vim.iter(buffers):each(check_buffer)
  check_trust()
end

return M
