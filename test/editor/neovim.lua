-- One scenario in Neovim: a drifted wrapper is reported, hovered over and refreshed, and its diagnostics go away.
-- BIND_PLUGIN is the command line's file, WRAPPER the wrapper to open. Prints one JSON object; exits with 1 where it fails.

local out = {}

local function scenario()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.WRAPPER))
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = "bind-plugin",
    cmd = { vim.env.NODE, vim.env.BIND_PLUGIN, "lsp", "-stdio" },
    root_dir = vim.env.FOLDER,
    workspace_folders = { { uri = vim.uri_from_fname(vim.env.FOLDER), name = "project" } },
  })
  assert(id, "the server does not start")
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)
  local function wait(what, condition)
    assert(vim.wait(30000, condition, 10), "timed out: " .. what)
  end
  local function request(method, params)
    local response, problem = client.request_sync(method, params, 30000, buffer)
    assert(response, method .. ": " .. tostring(problem))
    assert(not response.err, method .. ": " .. vim.inspect(response.err))
    return response.result
  end

  wait("diagnostics", function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  request("bindPlugin/settled", {})
  out.diagnostics = {}
  local drifted
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    local code = diagnostic.user_data.lsp.code
    table.insert(out.diagnostics, code .. ": " .. diagnostic.message)
    if code == "symbol.type-changed" then
      drifted = diagnostic
    end
  end
  assert(drifted, "no diagnostic of a changed type")

  local document = vim.lsp.util.make_text_document_params(buffer)
  local position = { line = drifted.lnum, character = drifted.col }
  out.word = vim.api.nvim_buf_get_lines(buffer, drifted.lnum, drifted.lnum + 1, false)[1]:sub(drifted.col + 1, drifted.end_col)
  out.hover = request("textDocument/hover", { textDocument = document, position = position }).contents.value

  local actions = request("textDocument/codeAction", {
    textDocument = document,
    range = { start = position, ["end"] = position },
    context = {
      diagnostics = {
        {
          range = { start = position, ["end"] = { line = drifted.end_lnum, character = drifted.end_col } },
          message = drifted.message,
          code = drifted.user_data.lsp.code,
          source = drifted.source,
          severity = drifted.severity,
        },
      },
      only = { "quickfix" },
    },
  })
  local action
  for _, candidate in ipairs(actions) do
    action = action or (candidate.title:match("^Refresh") and candidate)
  end
  assert(action, "no action refreshes: " .. vim.inspect(actions))
  out.action = action.title
  if not action.edit and not action.command then
    action = request("codeAction/resolve", action)
  end
  if action.edit then
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end
  if action.command then
    local command = type(action.command) == "table" and action.command or action
    request("workspace/executeCommand", { command = command.command, arguments = command.arguments })
  end

  wait("no errors any more", function()
    return #vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR }) == 0
  end)
  request("bindPlugin/settled", {})
  out.left = #vim.diagnostic.get(buffer)
  vim.cmd("silent! checktime")
  out.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
  client.stop()
  wait("the server's end", client.is_stopped)
end

local succeeded, problem = xpcall(scenario, debug.traceback)
if not succeeded then
  io.stderr:write(problem .. "\n")
  vim.cmd("cquit 1")
end
io.stdout:write(vim.json.encode(out), "\n")
vim.cmd("qall!")
