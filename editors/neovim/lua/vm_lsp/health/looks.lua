--- Health of what a person sees and presses: hints, diagnostics, keys, and the settings sent to the server.

local client = require("vm_lsp.client")
local config = require("vm_lsp.config")

local M = {}

local health = vim.health

---@return integer[]
local function served_buffers()
  local buffers = {}
  for _, one in ipairs(vim.lsp.get_clients({ name = client.NAME })) do
    vim.list_extend(buffers, vim.tbl_keys(one.attached_buffers))
  end
  return buffers
end

local function check_hints()
  local hints = config.get().hints
  if hints == false then
    return health.info('Values beside the code are off (`hints = false`); `:VmValue` shows one, `hints = "inlay"` all.')
  elseif vim.tbl_get(config.get().settings, "inline", "enabled") == false then
    return health.warn("Values beside the code are off", "Take `inline.enabled = false` out of `settings`.")
  end
  local dark = hints == "inlay"
    and vim.iter(served_buffers()):find(function(bufnr)
      return not vim.lsp.inlay_hint.is_enabled({ bufnr = bufnr })
    end)
  if dark then
    return health.warn(
      ("Inlay hints are off in buffer %d"):format(dark),
      '`:lua vim.lsp.inlay_hint.enable(true)` shows them, where nothing switches them off again. '
        .. '`hints = "virtual_text"` does without.'
    )
  end
  health.ok(hints == "inlay" and "Values are shown as inlay hints" or "Values are shown as virtual text")
end

local function check_diagnostics()
  if vim.diagnostic.is_enabled() then
    return health.ok("Errors are shown as diagnostics")
  end
  health.warn("Diagnostics are off, so errors are not underlined", "`:lua vim.diagnostic.enable()` shows them.")
end

local function check_keys()
  local mapped = config.get().keymaps
    or vim.fn.hasmapto("<Plug>(vm-run", "nx") == 1
    or vim.fn.hasmapto(":VmRun", "nx") == 1
  if mapped then
    return health.ok("Keys are mapped")
  end
  health.info(
    "No key runs code: `require('vm_lsp').setup({ keymaps = true })` maps `gvm`, "
      .. "or map `<Plug>(vm-run)` as you like; see |vm_lsp-keys|."
  )
end

-- What the server knows, with the type of each: it is the judge of values, and tells bad ones when it starts.
local KNOWN = {
  limits = { cpuMs = "number", wallMs = "number", memMb = "number", maxEvents = "number", maxOutputKb = "number" },
  resolver = { roots = "table", extensions = "table", allowAbsoluteRepoImports = "boolean" },
  runtime = { esm = "boolean", strict = "boolean", console = "boolean" },
  libraries = "table",
  startupFiles = "table",
  inline = { enabled = "boolean", maxLength = "number" },
  diagnostics = { enabled = "boolean" },
  codeLens = { enabled = "boolean", statements = "string" },
  history = {
    enabled = "boolean",
    databaseUrl = "string",
    retentionDays = "number",
    maxExecutions = "number",
    maxSizeMb = "number",
    redact = "table",
    identity = "boolean",
    restore = "string",
  },
}

---@param settings table
---@param known table<string, string|table>
---@param path string
---@param wrong string[]
local function compare(settings, known, path, wrong)
  for key, value in pairs(settings) do
    local name, wanted = path .. tostring(key), known[key]
    if wanted == nil then
      table.insert(wrong, ("`%s` is no setting of vm-lsp"):format(name))
    elseif type(wanted) == "table" and type(value) == "table" then
      compare(value, wanted, name .. ".", wrong)
    elseif type(value) ~= (type(wanted) == "table" and "table" or wanted) then
      local right = type(wanted) == "table" and "table" or wanted
      table.insert(wrong, ("`%s` is a %s, not a %s"):format(name, right, type(value)))
    end
  end
end

local function check_settings()
  local wrong = {}
  compare(config.for_server(config.get().settings), KNOWN, "", wrong)
  table.sort(wrong)
  for _, text in ipairs(wrong) do
    health.error(text, "The server goes on with its default; |vm_lsp-settings| lists what there is.")
  end
  if #wrong == 0 then
    health.ok("The settings are known to the server")
  end
end

function M.check()
  health.start("Values, errors, keys and settings")
  check_hints()
  check_diagnostics()
  check_keys()
  check_settings()
end

return M
